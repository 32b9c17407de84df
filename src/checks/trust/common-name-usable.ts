import { defineCheck, notApplicable } from '../../doctor/check.ts';
import { atComponent, finding } from '../finding.ts';

export default defineCheck({
  id: 'trust/common-name-usable',
  title: 'a version 1 record is used only with common names that version 1 can carry',
  needs: ['component', 'identity', 'registeredFile'],
  emits: ['cn-comma', 'cn-non-ascii'],
  run({ component, identity: { record }, registeredFile }) {
    const certificate = registeredFile?.certificate ?? null;
    if (record?.version !== 1 || certificate === null || certificate.selfSigned) return notApplicable;
    const names = [...certificate.issuerCommonNames, ...certificate.subjectCommonNames];
    const nonAscii = names.find((name) => /\P{ASCII}/u.test(name));
    const comma = names.find((name) => name.includes(','));
    const where = atComponent(component);
    const args = { component: component.name, record: record.name, recordId: record.id };
    if (nonAscii !== undefined) return [finding('cn-non-ascii', where, { args: { ...args, name: nonAscii } })];
    if (comma !== undefined) return [finding('cn-comma', where, { args: { ...args, name: comma } })];
    return [];
  },
});
