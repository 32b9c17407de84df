// Loaded before a program on a Node that does not take its proxy from the environment by itself.
import { EnvHttpProxyAgent, setGlobalDispatcher } from 'undici';

setGlobalDispatcher(new EnvHttpProxyAgent());
