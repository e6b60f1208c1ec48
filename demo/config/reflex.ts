import { appUrl } from '#config/app'
import { defineConfig } from 'reflex-adonis'
import { defineAuth } from 'reflex-adonis/auth'
import type { InferShared } from 'reflex-adonis/types'
import type User from '#models/user'
import UserTransformer from '#transformers/user_transformer'

const reflexConfig = defineConfig({
  /**
   * What pages may know of the signed-in user.
   */
  currentUser: (user) => new UserTransformer(user as User).toObject(),

  /**
   * What the header of every page shows. Services that need the database are imported when they
   * are used: it is not there yet when this file is read.
   */
  shared: {
    user: ({ auth }) => (auth.user ? UserTransformer.transform(auth.user) : null),
    cartCount: async (ctx) => {
      const { cartCountOf } = await import('#services/cart_count')
      return cartCountOf(ctx)
    },
  },

  /**
   * Hosts by which browsers reach the application. In development this machine is always one.
   */
  allowedHosts: [new URL(appUrl).hostname],

  /**
   * Accounts: what `make:auth` has written serves these flows.
   */
  auth: defineAuth({
    appName: 'Lantern Supply',
    user: () => import('#models/user'),
    features: ['register', 'verify', 'reset', 'totp', 'passkeys', 'sessions'],
    mailViews: 'emails/auth',
  }),
})

export default reflexConfig

/**
 * Types of what pages read.
 */
declare module 'reflex-adonis/types' {
  interface CurrentUser {
    fullName: string
    initials: string
    isAdmin: boolean
  }
  interface SharedData extends InferShared<typeof reflexConfig> {}
}
