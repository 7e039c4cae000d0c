/**
 * Fonts may leave out where a mark is fastened to a letter: then the next rule has its turn, as in HarfBuzz. fontkit 2.0.4 fails
 * instead (foliojs/fontkit#367), and with it the sheet on which somebody from Punjab stands.
 */
import type { Font } from 'fontkit';

/** What places the glyphs of a font. Its type stands nowhere. */
interface Positioner {
  /** Whether the rule was one for the glyphs at hand. */
  applyLookup: (kind: number, rule: unknown) => boolean;
}

export function passMissingAnchors(font: Font): void {
  // made by fontkit when it is asked for; a font without rules for places has none
  const { _layoutEngine: layout } = font as unknown as {
    readonly _layoutEngine: { readonly engine: { readonly GPOSProcessor: Positioner | null } | null };
  };
  const positioner = layout.engine?.GPOSProcessor;
  if (!positioner) return;
  const apply = positioner.applyLookup.bind(positioner);
  positioner.applyLookup = (kind, rule) => {
    try {
      return apply(kind, rule);
    } catch (error) {
      if (error instanceof TypeError) return false;
      throw error;
    }
  };
}
