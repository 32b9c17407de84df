# From version 5 on the token is a SecureString (the vendor's page of the cmdlet; documented).
function Get-AzAccessToken {
  param([string] $ResourceUrl, [string] $TenantId)
  $tenant = if ($TenantId) { $TenantId } else { $env:INTEROP_TENANT_ID }
  $body = @{
    grant_type = 'client_credentials'
    client_id = $env:INTEROP_CLIENT_ID
    client_secret = $env:INTEROP_CLIENT_SECRET
    scope = "$ResourceUrl/.default"
  }
  $answer = Invoke-RestMethod -Method Post -Uri "https://login.microsoftonline.com/$tenant/oauth2/v2.0/token" -Body $body
  [PSCustomObject]@{
    Token = ConvertTo-SecureString $answer.access_token -AsPlainText -Force
    ExpiresOn = [DateTimeOffset]::UtcNow.AddSeconds($answer.expires_in)
    TenantId = $tenant
    Type = 'Bearer'
  }
}
