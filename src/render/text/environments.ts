/** `env list` and `env who`. */
import type { EnvironmentList, EnvironmentRow, ListAnswer } from '../../domain/environments.ts';
import type { EnvironmentFact } from '../../domain/facts.ts';
import { quoted } from '../../domain/harmless-text.ts';
import type { Style } from '../style.ts';
import { keyValues } from './key-values.ts';
import { table } from './table.ts';

export interface EnvironmentsJson {
  readonly environments: readonly (EnvironmentRow & { readonly lists: readonly EnvironmentList[] })[];
  readonly answers: readonly ListAnswer[];
  readonly emulated: boolean;
}

export interface EnvironmentWhoJson extends EnvironmentFact {
  /** `systemuserid` of the signed-in user. */
  readonly userId: string | null;
  readonly emulated: boolean;
}

const names = { discovery: 'Global discovery', admin: "The administrators' list" } as const;

export async function environmentsText(
  { environments, answers, emulated }: EnvironmentsJson,
  style: Style,
): Promise<string> {
  const rows = environments.map(({ name, url, environmentId, type }) => [
    quoted(name),
    url ?? '(no Dataverse)',
    environmentId,
    type ?? '',
  ]);
  const unread = answers
    .filter(({ ok }) => !ok)
    .map(({ list, permission, detail }) =>
      style.warning(`${names[list]} could not be read: ${permission === null ? detail : `requires ${permission}`}.`),
    );
  // A list that could not be read may hold some.
  const none = unread.length === answers.length ? [] : ['No environments.'];
  const shown = rows.length === 0 ? none : [await table(['name', 'URL', 'ID', 'type'], rows, style)];
  return [...(emulated ? ['EMULATED'] : []), ...shown, ...unread].join('\n');
}

export function environmentWhoText(who: EnvironmentWhoJson, style: Style): string {
  const rows = keyValues(
    [
      ['name', who.name],
      ['URL', who.url],
      ['environment ID', who.environmentId],
      ['organization ID', who.organizationId],
      ['tenant', who.tenantId],
      ['cloud', who.cloud],
      ['type', who.type],
      ['user ID', who.userId],
    ],
    style,
  );
  return who.emulated ? `EMULATED\n${rows}` : rows;
}
