import type { ComponentFact } from '../../../domain/facts.ts';
import { defineCheck, notApplicable } from '../../check.ts';
import { atComponent, finding } from '../finding.ts';
import { type Refused, refusedWith, seen } from './failures.ts';

export default defineCheck({
  id: 'token/scope-known',
  title: 'Entra knew the scope that the plug-in asked for in its latest failed runs',
  needs: ['component', 'recentErrors'],
  emits: ['scope-no-default', 'scope-unknown-resource'],
  run({ component, recentErrors }) {
    if (recentErrors.length === 0) return notApplicable;
    return (['scope-no-default', 'scope-unknown-resource'] as const).flatMap((name) =>
      onePerScope(refusedWith(recentErrors, name)).map((refused) => found(name, component, refused)),
    );
  },
});

/** Several classes may ask for the same. */
function onePerScope(refused: readonly Refused[]): readonly Refused[] {
  return refused.filter((each, index) => refused.findIndex((other) => scopeOf(other) === scopeOf(each)) === index);
}

/** The older of the two texts names the scope in a sentence of its own, without quotation marks. */
function scopeOf({ error }: Refused): string | null {
  return error.resource ?? /\bThe scope (\S{1,300}) is not valid/.exec(error.message ?? '')?.[1] ?? null;
}

function found<N extends 'scope-no-default' | 'scope-unknown-resource'>(
  name: N,
  component: ComponentFact,
  refused: Refused,
) {
  const asked = scopeOf(refused);
  const args = { scope: asked, resource: asked, typeName: refused.run.typeName, ...seen(refused) };
  return finding(name, atComponent(component), { args });
}
