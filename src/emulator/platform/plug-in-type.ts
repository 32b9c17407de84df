/** The only class of a component, as trace logs and the `plugintypes` table name it. */
import type { Component, Environment } from '../world/model.ts';

/** Code of a package is listed under the package's assembly, if the world has that row. */
export function plugInType(environment: Environment, component: Component): string {
  const assembly = environment.components.find(({ packageId }) => packageId === component.id) ?? component;
  return `${assembly.name}.AcquireToken`;
}
