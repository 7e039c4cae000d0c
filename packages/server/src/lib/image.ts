/** Looks at what an upload is, not at what it is called: its first bytes, its header, and whether it really decodes. */
import { fileTypeFromBuffer } from 'file-type';
import sharp from 'sharp';

export const imageTypes = ['image/jpeg', 'image/png', 'image/webp'] as const;
export type ImageType = (typeof imageTypes)[number];

/** Sizes are those of the stored pixels, before any rotation that EXIF asks for. */
export interface Image {
  readonly contentType: ImageType;
  readonly width: number;
  readonly height: number;
}

/** The message may be shown to whoever sent the file. */
export class ImageRefused extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ImageRefused';
  }
}

/** Decoded line by line: a few megabytes of memory whatever the size. */
const mostPixels = 50_000_000;
/** Held whole while decoding, up to 6 bytes a pixel (measured): interlaced PNG, progressive JPEG, any WebP. */
const mostPixelsHeld = 16_000_000;
const decodeSeconds = 10;

/**
 * The bytes stay as they were sent, with EXIF: they are evidence and their hash must be that of what was sent. They are
 * therefore served to their own account only.
 * @throws ImageRefused for anything but a whole image of an accepted type and a sane size.
 */
export async function checkImage(content: Buffer, accepted: readonly ImageType[] = imageTypes): Promise<Image> {
  const type = (await fileTypeFromBuffer(content))?.mime;
  const contentType = accepted.find((one) => one === type);
  if (contentType === undefined) {
    throw new ImageRefused(`The file is not of an accepted kind: ${accepted.join(', ')}.`);
  }
  const { format, width, height, isProgressive } = await readHeader(content);
  if (`image/${format}` !== contentType) throw new ImageRefused('The file is two things at once.');
  const limit = isProgressive || format === 'webp' ? mostPixelsHeld : mostPixels;
  if (width * height > limit) {
    throw new ImageRefused(`The image has ${width} x ${height} pixels; ${limit / 1e6} million are allowed.`);
  }
  await decode(content, height, limit);
  return { contentType, width, height };
}

async function readHeader(content: Buffer) {
  try {
    // only the header is read here, so no limit is needed yet
    return await sharp(content, { limitInputPixels: false }).metadata();
  } catch {
    throw new ImageRefused('The image cannot be read: its header is broken.');
  }
}

/** Decodes every line and keeps one pixel of each: whatever is missing at the end is missed, and memory stays flat. */
async function decode(content: Buffer, height: number, limitInputPixels: number): Promise<void> {
  try {
    await sharp(content, { limitInputPixels, sequentialRead: true, failOn: 'error' })
      .timeout({ seconds: decodeSeconds })
      .resize(1, height, { fit: 'fill', kernel: 'nearest' })
      .raw()
      .toBuffer();
  } catch {
    throw new ImageRefused('The image cannot be decoded: it is cut off or broken.');
  }
}
