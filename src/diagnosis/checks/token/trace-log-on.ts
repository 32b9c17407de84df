import { finding } from '../../../domain/findings.ts';
import { defineCheck, notApplicable } from '../../check.ts';
import { atEnvironment } from '../../where.ts';

export default defineCheck({
  id: 'token/trace-log-on',
  title: 'failed runs of plug-ins leave a trace log',
  needs: ['environment'],
  uses: ['traceLogging'],
  emits: ['trace-log-off'],
  run({ environment }, { traceLogging }) {
    if (!traceLogging.ok || traceLogging.value === null) return notApplicable;
    const { name, organizationId } = environment;
    if (traceLogging.value !== 'off') return [];
    return [finding('trace-log-off', atEnvironment(environment), { environment: name, organizationId })];
  },
});
