import { finding } from '../../../domain/findings.ts';
import { unusableInVersion1 } from '../../../domain/trust/unusable-name.ts';
import { defineCheck, notApplicable } from '../../check.ts';
import { atComponent } from '../../where.ts';

export default defineCheck({
  id: 'trust/common-name-usable',
  title: 'a version 1 record is used only with common names that version 1 supports',
  needs: ['component', 'identity', 'registeredFile'],
  emits: ['cn-comma', 'cn-non-ascii'],
  run({ component, identity: { record }, registeredFile }) {
    const certificate = registeredFile?.certificate ?? null;
    if (record?.version !== 1 || certificate === null || certificate.selfSigned) return notApplicable;
    const unusable = unusableInVersion1(record, certificate);
    if (unusable === null) return [];
    const args = { credential: null, detail: unusable.name, segment: null };
    const remedy = { action: 'upgrade-record' } as const;
    return [finding(unusable.reason, atComponent(component), args, { remedy })];
  },
});
