// What `pwsh` itself does: PowerShell's own console host, with the command line as it came.
return Microsoft.PowerShell.UnmanagedPSEntry.Start(args, args.Length);
