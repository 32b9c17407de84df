@{
  ModuleVersion = '5.0.0'
  GUID = '5f0f5b1e-6a0b-4b6e-9a53-4d8f0f3f1c11'
  Description = 'Stands in for the vendor''s module, which is on no registry that is reached here: its one cmdlet that is asked for.'
  RootModule = 'Az.Accounts.psm1'
  FunctionsToExport = @('Get-AzAccessToken')
}
