import { appUrl } from '#config/app'
import { defineConfig } from 'reflex-adonis'
import type {} from 'reflex-adonis/types'
import type User from '#models/user'
import UserTransformer from '#transformers/user_transformer'

const reflexConfig = defineConfig({
  /**
   * What pages may know of the signed-in user.
   */
  currentUser: (user) => new UserTransformer(user as User).toObject(),

  /**
   * Hosts by which browsers reach the application. In development this machine is always one.
   */
  allowedHosts: [new URL(appUrl).hostname],
})

export default reflexConfig

/**
 * Type of the user on pages.
 */
declare module 'reflex-adonis/types' {
  interface CurrentUser {
    fullName: string
    initials: string
    isAdmin: boolean
  }
}
