/** What `--as` takes: the tools that a plan can be printed for. */
export const handoverFormats = ['az', 'powershell', 'rest', 'bicep', 'terraform', 'markdown'] as const;
export type HandoverFormat = (typeof handoverFormats)[number];
