/*
|--------------------------------------------------------------------------
| Routes
|--------------------------------------------------------------------------
|
| The pages of the shop and of accounts bring their own routes. Around them are
| an ordinary Edge page and a small JSON API, on the same session.
|
*/

import router from '@adonisjs/core/services/router'
import reflex from 'reflex-adonis/services/main'
import { middleware } from '#start/kernel'
import { controllers } from '#generated/controllers'

reflex.mount({ middleware })

router
  .group(() => {
    router.post('logout', [controllers.Session, 'destroy'])
    router.get('admin', [controllers.Admin, 'index'])
  })
  .use(middleware.auth())

router.post('language', [controllers.Language, 'store'])

router
  .group(() => {
    router.get('me', [controllers.Api, 'me'])
    router.get('cart', [controllers.Api, 'cart'])
  })
  .prefix('api')
