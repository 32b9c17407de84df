import type { ComponentFact, EnvironmentFact } from '../../domain/facts.ts';
import type { FindingName } from '../../domain/findings.ts';
import type { Step } from '../../domain/plan.ts';
import { componentUrl } from '../requests.ts';

/** Points a component at a record. Undoing it points it back at `previous`, or removes the reference. */
export function bindStep(
  environment: EnvironmentFact,
  component: ComponentFact,
  record: { readonly id: string; readonly name: string },
  repairs: FindingName | null,
  previous: { readonly id: string } | null = null,
): Step {
  const url = componentUrl(environment, component.type, component.id);
  const bindTo = (id: string) => ({
    system: 'dataverse' as const,
    method: 'PATCH' as const,
    url,
    body: { 'managedidentityid@odata.bind': `/managedidentities(${id})` },
  });
  const unbind = {
    system: 'dataverse' as const,
    method: 'DELETE' as const,
    url: `${url}/managedidentityid/$ref`,
    body: null,
  };
  return {
    id: `bind:${component.id}`,
    says: `Bind ${component.name} to the managed identity record ${record.name}`,
    // The component loses what the application of the other record allowed.
    risk: previous === null ? 'safe' : 'disruptive',
    request: bindTo(record.id),
    undo: previous === null ? unbind : bindTo(previous.id),
    repairs,
  };
}
