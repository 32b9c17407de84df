import type { ComponentFact, EnvironmentFact } from '../../domain/facts.ts';
import type { FindingName } from '../../domain/findings.ts';
import { quoted } from '../../domain/harmless-text.ts';
import type { Step } from '../../domain/plan.ts';
import { componentUrl } from '../requests.ts';

/** Binds a component to a record. The undo binds it to `previous`, or removes the binding. */
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
    says: `Bind ${quoted(component.name)} to the managed identity record ${quoted(record.name)}`,
    // The component loses what the other record's application is allowed to do.
    risk: previous === null ? 'safe' : 'disruptive',
    request: bindTo(record.id),
    undo: previous === null ? unbind : bindTo(previous.id),
    repairs,
  };
}
