// The pen comes over in what stands behind # in the address, and is where the outbox looks for it.

const { session } = JSON.parse(document.getElementById("config").textContent);
const pen = location.hash.slice(1);

document.getElementById("take-over")?.addEventListener("submit", () => {
  try {
    if (pen) localStorage.setItem(`redthread:${session}:pen`, pen);
  } catch {
    // Without it the seat comes over, and the ideas that are not laid out stay behind.
  }
});
