/**
 * The custom API `ppmi_RunPlugin`: runs the plug-in of a component, which acquires a token as managed identity. It stands
 * for the customer's own message whose plug-in does so; failures come back as Dataverse passes plug-in exceptions on.
 * The platform itself writes the trace log.
 */
import { readJsonObject } from '../odata/json-body.ts';
import { refuse } from '../odata/refuse.ts';
import type { EmulatedResponse } from '../service.ts';
import { doesNotExist, odataContext, unreadableBody } from './answers.ts';
import type { Call } from './call.ts';
import { sameId } from './same-id.ts';

export async function runPlugIn(call: Call, boundTo: string | null): Promise<EmulatedResponse> {
  const body = call.request.body.length === 0 ? {} : readJsonObject(call.request.body);
  if (body === null) return unreadableBody;
  const id = boundTo ?? String(body.ComponentId ?? '');
  const component = call.environment.components.find((item) => sameId(item.id, id));
  if (component === undefined) return doesNotExist('pluginassembly', id);
  const run = await call.context.runPlugin(call.environment.id, component.id);
  // Code of an exception that a plug-in let through: IsvAborted.
  if (!run.ok) return refuse(400, '0x80040265', run.stack);
  return {
    status: 200,
    body: {
      ...odataContext(call, 'Microsoft.Dynamics.CRM.ppmi_RunPluginResponse'),
      Claims: JSON.stringify(run.claims),
    },
  };
}
