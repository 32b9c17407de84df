import { finding } from '../../../domain/findings.ts';
import { defineCheck, notApplicable } from '../../check.ts';
import { atRecord } from '../../where.ts';

export default defineCheck({
  id: 'identity/record-customizable',
  title: 'the record may be changed in this environment',
  needs: ['identity'],
  uses: ['recordCustomizable', 'recordSolution'],
  emits: ['record-not-customizable'],
  run({ identity: { record } }, { recordCustomizable, recordSolution }) {
    if (record === null || !recordCustomizable.ok) return notApplicable;
    if (recordCustomizable.value !== false) return [];
    return [
      finding('record-not-customizable', atRecord(record), {
        record: record.name,
        solution: recordSolution.ok ? recordSolution.value : null,
      }),
    ];
  },
});
