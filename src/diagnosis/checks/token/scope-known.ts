import { finding } from '../../../domain/findings.ts';
import { defineCheck, notApplicable } from '../../check.ts';
import { atComponent } from '../../where.ts';
import { type Refused, refusedWith, seen } from './failures.ts';

export default defineCheck({
  id: 'token/scope-known',
  title: 'Entra accepted the scope that the plug-in requested in its latest failed runs',
  needs: ['component', 'recentErrors'],
  emits: ['scope-no-default', 'scope-unknown-resource'],
  run({ component, recentErrors }) {
    if (recentErrors.length === 0) return notApplicable;
    const where = atComponent(component);
    return [
      ...onePerScope(refusedWith(recentErrors, 'scope-no-default')).map((refused) =>
        finding('scope-no-default', where, { scope: scopeOf(refused), ...seen(refused) }),
      ),
      ...onePerScope(refusedWith(recentErrors, 'scope-unknown-resource')).map((refused) =>
        finding('scope-unknown-resource', where, { resource: scopeOf(refused), ...seen(refused) }),
      ),
    ];
  },
});

/** Several classes may request the same. */
function onePerScope(refused: readonly Refused[]): readonly Refused[] {
  return refused.filter((each, index) => refused.findIndex((other) => scopeOf(other) === scopeOf(each)) === index);
}

/** The older of the two texts names the scope in a sentence of its own, without quotation marks. */
function scopeOf({ error }: Refused): string | null {
  return error.resource ?? /\bThe scope (\S{1,300}) is not valid/.exec(error.message ?? '')?.[1] ?? null;
}
