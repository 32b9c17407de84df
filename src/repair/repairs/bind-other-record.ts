import { quoted } from '../../domain/harmless-text.ts';
import { defineRepair } from '../repair.ts';
import { bindStep } from './bind.ts';

/**
 * Bound to another record, the plug-in acts as another application, and only its owner knows whether it should: the
 * plan requires the client ID, and confirming a plan does not give it. Without one, a credential that is on another
 * application is created on that of the record.
 */
export default defineRepair({
  id: 'bind-other-record',
  repairs: ['binding-other-record', 'fic-on-other-app'],
  needs: ['environment', 'component', 'identity', 'records'],
  plan(finding, { environment, component, identity, records }, choices) {
    const { remedy } = finding;
    if (remedy?.action !== 'bind-record') return { reason: 'the right record is not known' };
    const right = records.find((record) => record.id === remedy.recordId);
    if (right === undefined || identity.record === null) return { reason: 'the right record no longer exists' };
    const chosen = choices.applicationId?.toLowerCase() ?? null;
    const [own, other] = [identity.record, right].map(({ applicationId }) => applicationId?.toLowerCase() ?? null);
    const steps = [bindStep(environment, component, right, finding.name, identity.record)];
    if (chosen !== null && chosen === other) return { steps };
    if (chosen !== null && chosen === own) return { reason: 'the application of the bound record was chosen' };
    if (chosen === null && finding.name === 'fic-on-other-app') {
      return { reason: `the plug-in keeps its application; --application-id ${other} chooses the other one` };
    }
    const candidates = [right, identity.record].flatMap(({ applicationId, name }) =>
      applicationId === null ? [] : [`${applicationId} (record ${quoted(name)})`],
    );
    const what = `the application that ${quoted(component.name)} acts as`;
    const choice = { what, flag: '--application-id', candidates };
    return finding.name === 'binding-other-record' ? { choice, described: steps } : { choice };
  },
});
