/** A page for a ticket: what changes, why, the required roles, the commands, and the undo. */
import {
  comment,
  type Formatter,
  type HandoverItem,
  type HandoverPlan,
  headline,
  notPrinted,
  requiredRoles,
  risks,
} from './handover.ts';
import { azLines, bodyOf } from './requests.ts';

export const markdown: Formatter = (items, plan, undo) =>
  [
    `# ${headline(plan, undo)}`,
    '',
    ...(requiredRoles(items).length === 0
      ? []
      : ['## Who can do this', '', ...requiredRoles(items).map((role) => `- ${role}`), '']),
    ...(undo ? [] : plan.notes.flatMap((note) => [comment(note), ''])),
    '## Steps',
    ...items.flatMap((item, index) => ['', ...section(item, index + 1, plan)]),
    ...(undo || plan.doctor === null ? [] : ['', '## Check the result', '', '```', plan.doctor, '```']),
    '',
  ].join('\n');

function section({ says, risk, request, wait }: HandoverItem, number: number, plan: HandoverPlan): readonly string[] {
  const lines = azLines(request, plan);
  const json = bodyOf(request);
  const body = json === null || json === '' ? [] : ['', '```json', JSON.stringify(request.body, null, 2), '```'];
  return [
    `### ${number}. ${comment(says)}`,
    '',
    ...(wait === 0 ? [] : [`Wait ${wait} seconds first: Entra needs time to replicate credentials.`, '']),
    ...(risks[risk] === null ? [] : [`**${risks[risk]}**`, '']),
    ...(lines.length === 0 ? [notPrinted] : ['```', ...lines, '```']),
    ...(lines.length === 0 ? [] : body),
  ];
}
