/** Registered files of random companies, by the name of their recording. */

/** Names that the emulator can write into a subject of version 0 or 1. */
export const plainNames = ['self-rsa', 'self-full', 'issued-plain', 'issued-public-plain-cn'];
export const anyNames = [...plainNames, 'issued-public', 'issued-email', 'issued-enterprise', 'issued-non-ascii'];
export const packages = ['author-self-rsa', 'author-issued-plain', 'author-issued-public'];
