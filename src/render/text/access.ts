/** `access check`. */
import { quoted } from '../../domain/harmless-text.ts';
import type { AccessJson } from '../json/access.ts';
import { type Style, wrapItem } from '../style.ts';
import { type KeyValue, keyValues } from './key-values.ts';
import { emulatedBanner, findingLines } from './report.ts';

export function accessText(access: AccessJson, style: Style): string {
  const sections = [
    access.emulated ? [emulatedBanner(style)] : [],
    access.findings.flatMap((finding) => findingLines(finding, style)),
    [keyValues(rows(access), style)],
    conclusion(access, style),
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

const models = {
  roles: 'Azure roles',
  'access-policies': 'access policies (its role assignments are ignored)',
} as const;

function rows({ resource, identity, model, roles, policy, applicationUser }: AccessJson): KeyValue[] {
  const given = Object.entries(policy ?? {}).filter(([, verbs]) => verbs.length > 0);
  return [
    ['resource', resource.id ?? resource.name],
    [
      'application',
      identity.name === null ? identity.applicationId : `${quoted(identity.name)} (${identity.applicationId})`,
    ],
    ['object ID', identity.objectId],
    ['access model', model === null ? null : models[model]],
    ...roles.map((each): KeyValue => ['role', describe(each)]),
    ...given.map(([kind, verbs]): KeyValue => ['policy', `${kind}: ${verbs.join(', ')}`]),
    ['user', applicationUser === null ? null : userOf(applicationUser)],
  ];
}

function describe({ role, scope, direct, conditional }: AccessJson['roles'][number]): string {
  return `${role} at ${scope}${direct ? '' : ', through a group'}${conditional ? ', under a condition' : ''}`;
}

function userOf({ name, disabled, roles }: NonNullable<AccessJson['applicationUser']>): string {
  return `${quoted(name)}${disabled ? ', disabled' : ''}; ${roles.length === 0 ? 'no security role' : roles.join(', ')}`;
}

function conclusion({ allowed, reason, permission, resource }: AccessJson, style: Style): string[] {
  const { good, bad, warning, marks } = style;
  const asked = permission === null ? resource.name : `${permission} on ${resource.name}`;
  const why = reason === null ? '' : `: ${reason}`;
  if (allowed === true) return wrapItem(good(marks.passed), `Allowed: ${asked}.`, style.width);
  if (allowed === false) return wrapItem(bad(marks.error), `Not allowed: ${asked}${why}.`, style.width);
  return wrapItem(warning(marks.blocked), `Undetermined: ${asked}${why}.`, style.width);
}
