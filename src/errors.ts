/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
 * All exceptions of the package by code, for `instanceof`.
 */

export * from './assembly/exceptions.ts'
export * from './cookies/exceptions.ts'
export * from './endpoints/exceptions.ts'
export * from './exceptions.ts'
export * from './features/auth/guards/exceptions.ts'
export * from './features/auth/recent/exceptions.ts'
export * from './features/auth/flows/exceptions.ts'
export * from './features/auth/pages/exceptions.ts'
export * from './features/background/exceptions.ts'
export * from './features/language/exceptions.ts'
export * from './features/models/crud/exceptions.ts'
export * from './features/models/vars/exceptions.ts'
export * from './features/places/exceptions.ts'
export * from './features/shared_data/exceptions.ts'
export * from './features/devtools/panel/exceptions.ts'
export * from './features/downloads/exceptions.ts'
export * from './features/uploads/exceptions.ts'
export * from './mount/exceptions.ts'
export * from './operations/exceptions.ts'
export * from './pages/exceptions.ts'
export * from './policies/exceptions.ts'
export * from './recorder/exceptions.ts'
export * from './redis/exceptions.ts'
export * from './releases/exceptions.ts'
export * from './rooms/exceptions.ts'
export * from './sessions/exceptions.ts'
export * from './state/exceptions.ts'
export * from './stores/exceptions.ts'
export * from './tabs/exceptions.ts'
export * from './testing/exceptions.ts'
export * from './transport/exceptions.ts'
