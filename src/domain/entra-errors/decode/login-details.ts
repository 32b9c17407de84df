/** The `Federated token details:` block that azure/login prints before it asks for a token: the assertion it presents. */
import type { PresentedTrust } from '../../trust/trust.ts';
import { isMask } from './parse-scalars.ts';

export interface LoginDetails {
  readonly start: number;
  readonly presented: PresentedTrust;
}

const heading = 'Federated token details:';
const longest = 4000;

export function findLoginDetails(text: string): readonly LoginDetails[] {
  const found: LoginDetails[] = [];
  for (let at = text.indexOf(heading); at >= 0; at = text.indexOf(heading, at + heading.length)) {
    const from = at + heading.length;
    const block =
      text.slice(from, from + longest).split(/Federated token details:|AADSTS|Error:|Attempting /, 1)[0] ?? '';
    const read = (name: string): string | null => {
      const value = new RegExp(
        `(?:^|\\s)${name} - ([^\\n]{1,1000}?)(?=\\s{1,20}(?:issuer|subject claim|audience|job_workflow_ref) - |\\s*\\n|\\s*$)`,
      ).exec(block)?.[1];
      return value === undefined || isMask(value.trim()) ? null : value.trim();
    };
    found.push({
      start: at,
      presented: { issuer: read('issuer'), subject: read('subject claim'), audience: read('audience') },
    });
  }
  return found;
}
