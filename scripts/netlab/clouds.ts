/** The hosts of the clouds that the laboratory stands in for. */
export interface CloudHosts {
  readonly login: string;
  readonly graph: string;
  readonly discovery: string;
  readonly arm: string;
  readonly administration: string;
  readonly powerPlatform: string;
  readonly organization: string;
  readonly vault: string;
}

export type LabCloud = 'public' | 'gcchigh' | 'china';

export const labClouds: Readonly<Record<LabCloud, CloudHosts>> = {
  public: {
    login: 'login.microsoftonline.com',
    graph: 'graph.microsoft.com',
    discovery: 'globaldisco.crm.dynamics.com',
    arm: 'management.azure.com',
    administration: 'api.bap.microsoft.com',
    powerPlatform: 'api.powerplatform.com',
    organization: 'contoso.crm4.dynamics.com',
    vault: 'contoso.vault.azure.net',
  },
  gcchigh: {
    login: 'login.microsoftonline.us',
    graph: 'graph.microsoft.us',
    discovery: 'globaldisco.crm.microsoftdynamics.us',
    arm: 'management.usgovcloudapi.net',
    administration: 'high.api.bap.microsoft.us',
    powerPlatform: 'api.high.powerplatform.microsoft.us',
    organization: 'contoso.crm.microsoftdynamics.us',
    vault: 'contoso.vault.usgovcloudapi.net',
  },
  china: {
    login: 'login.partner.microsoftonline.cn',
    graph: 'microsoftgraph.chinacloudapi.cn',
    discovery: 'globaldisco.crm.dynamics.cn',
    arm: 'management.chinacloudapi.cn',
    administration: 'api.bap.partner.microsoftonline.cn',
    powerPlatform: 'api.powerplatform.partner.microsoftonline.cn',
    organization: 'contoso.crm.dynamics.cn',
    vault: 'contoso.vault.azure.cn',
  },
};
