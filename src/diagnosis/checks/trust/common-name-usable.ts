import { unusableName } from '../../../domain/trust/unusable-name.ts';
import { defineCheck, notApplicable } from '../../check.ts';
import { atComponent, finding } from '../finding.ts';

export default defineCheck({
  id: 'trust/common-name-usable',
  title: 'a version 1 record is used only with common names that version 1 can carry',
  needs: ['component', 'identity', 'registeredFile'],
  emits: ['cn-comma', 'cn-non-ascii'],
  run({ component, identity: { record }, registeredFile }) {
    const certificate = registeredFile?.certificate ?? null;
    if (record === null || certificate === null || certificate.selfSigned || record.version !== 1) return notApplicable;
    const unusable = unusableName(certificate);
    if (unusable === null) return [];
    const args = { component: component.name, record: record.name, recordId: record.id, name: unusable.name };
    return [finding(unusable.because, atComponent(component), { args })];
  },
});
