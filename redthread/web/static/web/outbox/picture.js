// A phone's photo is many megabytes, and the network may be thin: it is made small before it is kept and sent.

const LONGEST_SIDE = 1800;
const LARGEST = 10 * 2 ** 20; // the server takes no more

// Its bytes, null when there are too many. What is no picture is left as it is, and the server says what it takes.
export async function bytesOf(file) {
  const bytes = await (await smaller(file)).arrayBuffer();
  return bytes.byteLength > LARGEST ? null : bytes;
}

async function smaller(file) {
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    Object.assign(canvas, { width: picture.width * scale, height: picture.height * scale });
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    return (await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.82))) ?? file;
  } catch {
    return file;
  }
}
