/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import router from '@adonisjs/core/services/router'
import server from '@adonisjs/core/services/server'

server.errorHandler(() => import('#exceptions/handler'))
server.use([
  () => import('@adonisjs/vite/vite_middleware'),
  // A browser wants files, and takes time of each request for them
  ...(process.env.ASSETS ? [() => import('@adonisjs/static/static_middleware')] : []),
])
router.use([
  () => import('@adonisjs/core/bodyparser_middleware'),
  () => import('@adonisjs/session/session_middleware'),
  () => import('@adonisjs/shield/shield_middleware'),
  () => import('@adonisjs/auth/initialize_auth_middleware'),
])

export const middleware = router.named({
  inertia: () => import('#middleware/inertia_middleware'),
})
