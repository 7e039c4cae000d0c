/** Seeded random numbers (sfc32): the same on every machine. */

export interface Random {
  /** At least 0, below 1. */
  readonly real: () => number;
  /** A whole number from 0 to `below` - 1. */
  readonly whole: (below: number) => number;
}

const perUnit = 1 / 4_294_967_296;

export function createRandom(seed: number): Random {
  // A typed array keeps the state as machine integers; numbers in closures would be boxed above 31 bits.
  const state = Int32Array.of(0x9e3779b9, 0x243f6a88, seed | 0, Math.floor(seed / 4_294_967_296) + 1);
  const draw = (): number => {
    const a = state[0];
    const b = state[1];
    const c = state[2];
    const d = state[3];
    const t = (((a + b) | 0) + d) | 0;
    state[3] = (d + 1) | 0;
    state[0] = b ^ (b >>> 9);
    state[1] = (c + (c << 3)) | 0;
    state[2] = (((c << 21) | (c >>> 11)) + t) | 0;
    return t >>> 0;
  };
  for (let i = 0; i < 16; i++) draw();
  return { real: () => draw() * perUnit, whole: (below) => (draw() * perUnit * below) | 0 };
}
