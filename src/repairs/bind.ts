import type { ComponentFact, EnvironmentFact } from '../domain/facts.ts';
import type { Step } from '../domain/plan.ts';
import { componentUrl } from './requests.ts';

/** Points a component at a record. Undoing it removes the reference again. */
export function bindStep(
  environment: EnvironmentFact,
  component: ComponentFact,
  record: { readonly id: string; readonly name: string },
  repairs: string,
): Step {
  const url = componentUrl(environment, component.type, component.id);
  return {
    id: `bind:${component.id}`,
    says: `Bind ${component.name} to the managed identity record ${record.name}`,
    risk: 'safe',
    request: {
      system: 'dataverse',
      method: 'PATCH',
      url,
      body: { 'managedidentityid@odata.bind': `/managedidentities(${record.id})` },
    },
    undo: { system: 'dataverse', method: 'DELETE', url: `${url}/managedidentityid/$ref`, body: null },
    repairs,
  };
}
