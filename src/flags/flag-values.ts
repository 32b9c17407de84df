/**
 * The values of a set of flags, as commands pass them on. Inferred from the declaration, so that a flag is declared once
 * and every layer below the commands agrees with it; those layers import the types of this folder only.
 */
import type { FlagInput, InferredFlags } from '@oclif/core/interfaces';

/** A switch, and a flag without a default, can be left out. */
type IsOptional<V> = undefined extends V ? true : boolean extends V ? true : false;

type AsRead<V> = V extends (infer E)[] ? readonly E[] : V;

type Given<V> = {
  readonly [K in keyof V as IsOptional<V[K]> extends true ? never : K]: AsRead<V[K]>;
} & {
  readonly [K in keyof V as IsOptional<V[K]> extends true ? K : never]?: AsRead<V[K]> | undefined;
};

export type FlagValues<F extends FlagInput> = Given<Omit<InferredFlags<F>, 'json'>>;
