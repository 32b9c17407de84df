/** The shape of what is known about an error without an AADSTS code. */
import type { PlatformErrorName, PlatformValues } from '../../../domain/entra-errors/platform/platform-error.ts';

export interface PlatformEntry {
  readonly title: string;
  readonly cause: string;
  /** Lines; a line that begins with two spaces is a command to paste. Values of the text are filled in. */
  readonly fix: (values: PlatformValues) => readonly string[];
  /** Findings of ppmi that stand behind it. */
  readonly see: readonly string[];
  /** `seen`: reported from real life. `documented`: in the vendor's pages. */
  readonly confidence: 'seen' | 'documented';
}

export type PlatformEntries<N extends PlatformErrorName = PlatformErrorName> = Readonly<Record<N, PlatformEntry>>;

/** A value of the text where a shell takes it unquoted; else the placeholder. */
export function filled(value: string | null, placeholder: string): string {
  return value !== null && /^(?!-)[\w./:@-]{1,400}$/.test(value) ? value : `<${placeholder}>`;
}
