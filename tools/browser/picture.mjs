// The opened page against its committed picture.
//
// Compared by the mean colour of squares, because another machine draws letters a little
// differently; a missing style sheet, a blank page or a moved section changes many squares.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { PNG } from "pngjs";

/** Edge of a square in pixels. */
const SQUARE = 20;
/** How far a mean may be off, in steps of a colour channel. */
const TOLERANCE = 24;
/** Which share of the squares may be off. */
const SHARE = 0.03;

/** Compares, or replaces the picture when told so. Returns what is wrong, as sentences. */
export async function comparePicture(screenshot, out) {
  const reference = process.env.CHECK_PICTURE;
  if (process.env.CHECK_UPDATE === "yes") {
    await mkdir(dirname(reference), { recursive: true });
    await writeFile(reference, screenshot);
    return [];
  }
  await writeFile(join(out, "opened.png"), screenshot);
  const expected = await readFile(reference).catch(() => undefined);
  if (expected === undefined) {
    return [`there is no picture ${reference}: make it with --update-picture`];
  }
  const [old, now] = [PNG.sync.read(expected), PNG.sync.read(screenshot)];
  if (old.width !== now.width || old.height !== now.height) {
    return [`the page is ${now.width} x ${now.height}, its picture ${old.width} x ${old.height}`];
  }
  const share = shareOfChangedSquares(old, now);
  console.log(`browser: ${(share * 100).toFixed(1)} % of the page differs from its picture`);
  if (share <= SHARE) return [];
  return [`the page no longer looks like its picture: see ${join(out, "opened.png")}`];
}

function shareOfChangedSquares(old, now) {
  let squares = 0;
  let changed = 0;
  for (let y = 0; y < old.height; y += SQUARE) {
    for (let x = 0; x < old.width; x += SQUARE) {
      const [before, after] = [mean(old, x, y), mean(now, x, y)];
      squares += 1;
      if (before.some((value, i) => Math.abs(value - after[i]) > TOLERANCE)) changed += 1;
    }
  }
  return changed / squares;
}

/** Mean red, green and blue of the square whose corner is at (x, y). */
function mean(image, x, y) {
  const sums = [0, 0, 0];
  const [right, bottom] = [Math.min(x + SQUARE, image.width), Math.min(y + SQUARE, image.height)];
  for (let row = y; row < bottom; row += 1) {
    for (let column = x; column < right; column += 1) {
      const at = (row * image.width + column) * 4;
      for (let channel = 0; channel < 3; channel += 1) sums[channel] += image.data[at + channel];
    }
  }
  const pixels = (right - x) * (bottom - y);
  return sums.map((sum) => sum / pixels);
}
