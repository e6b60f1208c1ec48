/*
|--------------------------------------------------------------------------
| Routes
|--------------------------------------------------------------------------
|
| The pages of the shop bring their own routes. Around them are an ordinary
| Edge back office and a small JSON API, on the same session.
|
*/

import router from '@adonisjs/core/services/router'
import reflex from 'reflex-adonis/services/main'
import { middleware } from '#start/kernel'
import { controllers } from '#generated/controllers'

reflex.mount({ middleware })

router
  .group(() => {
    router.get('login', [controllers.Session, 'create'])
    router.post('login', [controllers.Session, 'store'])
  })
  .use(middleware.guest())

router
  .group(() => {
    router.post('logout', [controllers.Session, 'destroy'])
    router.get('admin', [controllers.Admin, 'index'])
  })
  .use(middleware.auth())

router
  .group(() => {
    router.get('me', [controllers.Api, 'me'])
    router.get('cart', [controllers.Api, 'cart'])
  })
  .prefix('api')
