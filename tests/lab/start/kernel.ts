/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import router from '@adonisjs/core/services/router'
import server from '@adonisjs/core/services/server'

server.errorHandler(() => import('#exceptions/handler'))
server.use([
  () => import('#middleware/container_bindings_middleware'),
  () => import('@adonisjs/static/static_middleware'),
  () => import('@adonisjs/cors/cors_middleware'),
  () => import('@adonisjs/vite/vite_middleware'),
])
router.use([
  () => import('@adonisjs/core/bodyparser_middleware'),
  () => import('@adonisjs/session/session_middleware'),
  () => import('#middleware/locale_middleware'),
  () => import('@adonisjs/shield/shield_middleware'),
  () => import('@adonisjs/auth/initialize_auth_middleware'),
  () => import('reflex-adonis/auth/session_middleware'),
  () => import('#middleware/bouncer_middleware'),
  () => import('#middleware/tenant_middleware'),
  () => import('#middleware/journal_middleware'),
  () => import('#middleware/skipped_middleware'),
])

export const middleware = router.named({
  auth: () => import('#middleware/auth_middleware'),
  accountLocale: () => import('#middleware/account_locale_middleware'),
  silentAuth: () => import('#middleware/silent_auth_middleware'),
  throttle: () => import('#middleware/throttle_middleware'),
  deny: () => import('#middleware/deny_middleware'),
})
