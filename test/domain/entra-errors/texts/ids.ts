/** Invented ids and sentences that the hand-made texts share. */
export const T = '3d5e7f90-1b2c-4d3e-9f4a-5b6c7d8e9f00';
export const C = 'a1c3e5f7-2b4d-4f6a-8c9e-0d1f2a3b4c5d';
export const T2 = '77aa0b1c-2d3e-4f50-9a6b-7c8d9e0f1a00';
export const C2 = 'b2d4f6a8-3c5e-4071-9dae-1e2f3a4b5c6d';
export const time = '2026-03-04 05:06:07Z';
export const at = '2026-03-04T05:06:07Z';
export const time2 = '2026-03-04 05:09:41Z';
export const at2 = '2026-03-04T05:09:41Z';
export const tail = `Trace ID: ${T} Correlation ID: ${C} Timestamp: ${time}`;
export const tail2 = `Trace ID: ${T2} Correlation ID: ${C2} Timestamp: ${time2}`;
export const ids = { traceId: T, correlationId: C, timestamp: at };
export const ids2 = { traceId: T2, correlationId: C2, timestamp: at2 };

export const url = 'https://learn.microsoft.com/entra/workload-id/workload-identity-federation';
export const check = `Check your federated identity credential Subject, Audience and Issuer against the presented assertion. ${url}`;
export const noFit = (claim: 'issuer' | 'subject' | 'audience', value: string): string =>
  `No matching federated identity record found for presented assertion ${claim} '${value}'. ${check}`;
export const repo = 'repo:contoso/ppmi-demo:ref:refs/heads/main';
export const path =
  '/eid1/c/pub/t/UgwfaD2aF06PYC18S54aNQ/a/qzXoWDkuqUa3l6zM5mM0Rw/n/plugin/e/0f8c5c5e-8d38-e5b3-9bb7-1b1a0d6c4e77/h/9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';
export const issuer = 'https://login.microsoftonline.com/6b1f0c52-9a3d-4e17-8f60-2d7c4b9e1a35/v2.0';
export const github = 'https://token.actions.githubusercontent.com';
export const exchange = 'api://AzureADTokenExchange';
