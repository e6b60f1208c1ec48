import { defineConfig } from 'reflex-adonis'
import type {} from 'reflex-adonis/types'
import type User from '#models/user'
import UserTransformer from '#transformers/user_transformer'

const reflexConfig = defineConfig({
  /**
   * What pages may know of the signed-in user.
   */
  currentUser: (user) => new UserTransformer(user as User).toObject(),
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
