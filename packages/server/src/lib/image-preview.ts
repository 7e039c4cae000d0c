/** Small pictures of large ones, for paper and screen. The originals stay as they are. */
import sharp from 'sharp';

/** A JPEG that stands upright, on white where the original lets through, no larger than this in either direction. */
export async function previewOf(content: Buffer, mostPixels: number): Promise<Buffer> {
  return sharp(content, { limitInputPixels: 60_000_000, sequentialRead: true })
    .autoOrient()
    .resize({ width: mostPixels, height: mostPixels, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .jpeg({ quality: 78 })
    .toBuffer();
}
