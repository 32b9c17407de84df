/**
 * The custom API `ppmi_RunPlugin`: runs the plug-in of a component, which acquires a token as managed identity. It stands
 * for the customer's own message whose plug-in does so; failures come back as Dataverse passes plug-in exceptions on.
 */
import { readJsonObject } from '../odata/json-body.ts';
import type { EmulatedResponse, PluginRun } from '../service.ts';
import type { Component } from '../world.ts';
import { doesNotExist, odataContext, refuse, unreadableBody } from './answers.ts';
import type { Call } from './call.ts';
import { sameId } from './read.ts';

/** Documented: the trace log cuts its texts at about 10 KB. */
const traceLimit = 10_240;

export async function runPlugIn(call: Call, boundTo: string | null): Promise<EmulatedResponse> {
  const body = call.request.body.length === 0 ? {} : readJsonObject(call.request.body);
  if (body === null) return unreadableBody;
  const id = boundTo ?? String(body.ComponentId ?? '');
  const component = call.environment.components.find((item) => sameId(item.id, id));
  if (component === undefined) return doesNotExist('pluginassembly', id);
  const run = await call.context.runPlugin(call.environment.id, component.id);
  trace(call, component, run);
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

function trace({ environment, context }: Call, component: Component, run: PluginRun): void {
  const setting = environment.plugInTraceLogSetting ?? 1;
  if (setting === 0 || (setting === 1 && run.ok)) return;
  environment.traceLogs.push({
    id: context.newId(),
    createdOn: context.now().toISOString(),
    typeName: `${component.name}.Plugin`,
    messageBlock: run.ok ? 'Token acquired.' : '',
    exceptionDetails: run.ok ? '' : run.stack.slice(0, traceLimit),
    correlationId: context.newId(),
    requestId: context.newId(),
  });
}
