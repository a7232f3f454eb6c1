import { Vault } from '#client/features/offline/Vault.ts'

/** For a test: the vault by itself, in a real browser. */
Object.assign(globalThis, { vault: new Vault(), Vault })
