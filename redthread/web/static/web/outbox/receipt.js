// The server's receipt for a command, the same for everything a phone sends.

export const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

// Whether the server has signed for this key. Without https there is no WebCrypto, and anybody on the way could
// have read the secret in the page, so a signature would prove nothing; then our key in the right shape will do,
// which no portal answers.
export async function isSigned(answer, key, secret) {
  if (answer?.key !== key || !/^[0-9a-f]{64}$/.test(answer.ack)) return false;
  if (!crypto.subtle) return true;
  const bytes = (text) => new TextEncoder().encode(text);
  const kind = { name: "HMAC", hash: "SHA-256" };
  const signer = await crypto.subtle.importKey("raw", bytes(secret), kind, false, ["sign"]);
  return answer.ack === hex(new Uint8Array(await crypto.subtle.sign("HMAC", signer, bytes(key))));
}
