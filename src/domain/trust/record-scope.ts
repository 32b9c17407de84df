/**
 * `subjectscope` of a record for one environment, `EnviornmentScope` (sic): the only documented one. Whether versions 1
 * and 2 read it is not verified; version 0 does not.
 */
export const environmentScope = 1;
