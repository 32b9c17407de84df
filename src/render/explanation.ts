/** What `explain` tells about a code: one of ours, or one of Entra's with the findings that stand behind it. */
import { type Entry, entries, entryByCode } from '../catalog/index.ts';
import { type Area, codeEntry } from '../domain/aadsts/codes.ts';

export interface Explanation {
  readonly code: string;
  readonly name: string | null;
  readonly title: string;
  readonly cause: string;
  /** Lines; a line that begins with two spaces is a command to paste. */
  readonly fix: string;
  /** Other codes that belong to it. */
  readonly see: readonly string[];
}

/** `PPMI2004`, a finding's name, `AADSTS700213` or its number alone. Null for what nobody knows. */
export function explanation(code: string): Explanation | null {
  const entry = entryByCode(code);
  if (entry !== null) return ours(entry);
  const digits = /^(?:AADSTS)?(\d{5,8})$/i.exec(code.trim())?.[1];
  return digits === undefined ? null : entras(Number(digits));
}

function ours(entry: Entry): Explanation {
  const { code, name, title, cause, see } = entry;
  return { code, name, title, cause, fix: entry.fix({}).join('\n'), see };
}

function entras(number: number): Explanation | null {
  const code = `AADSTS${number}`;
  const known = codeEntry(number);
  const behind = entries.filter(({ see }) => see.includes(code));
  if (known === null && behind.length === 0) return null;
  return {
    code,
    name: known?.name ?? null,
    title: known === null ? 'An error of Microsoft Entra ID' : areaTitles[known.area],
    cause: behind.length === 0 ? 'No finding of ppmi stands behind it.' : causes(behind),
    fix: [
      'Let ppmi find out which it is:',
      '  ppmi doctor --environment <url> --component <name>',
      'What the whole message says:',
      '  ppmi error decode message.txt',
    ].join('\n'),
    see: behind.map((entry) => entry.code),
  };
}

function causes(behind: readonly Entry[]): string {
  return ['One of:', ...behind.map(({ code, name, title }) => `  ${code} ${name}: ${title}`)].join('\n');
}

const areaTitles: Readonly<Record<Area, string>> = {
  federation: 'Entra refuses the assertion of the platform, or finds no credential that trusts it',
  'client-assertion': 'Entra refuses the assertion that a client proves itself with',
  application: 'Entra does not know the application, or it may not be used here',
  tenant: 'Entra does not know the tenant, or the request went to another one',
  resource: 'Entra does not know what the token is asked for',
  'conditional-access': 'A conditional access policy refuses the sign-in',
  'client-auth': 'A client did not prove who it is',
  consent: 'A permission was not granted',
  throttling: 'Entra answers no more for a while',
  service: 'Entra itself has a fault',
  user: 'Concerns a person who signs in, not a plug-in',
  device: 'Concerns the device of a person who signs in, not a plug-in',
  other: 'An error of Microsoft Entra ID',
};
