import { derivedId } from '../../derived-id.ts';
import type { Environment } from '../../world/model.ts';

/** The root business unit of an environment. */
export const businessUnitId = (environment: Environment): string => derivedId(environment.id, 'businessunit');
