/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Reflex } from '../../src/reflex.ts'

declare const reflex: Reflex
declare const named: { auth: () => never; guest: () => never }

reflex.auth()
reflex.auth({ middleware: named, prefix: '/account' }).domain('accounts.example.com')
reflex.auth({
  pages: { login: 'resources/pages/login.tsx', confirmEmail: 'resources/pages/c.tsx' },
})
// @ts-expect-error There is no such page
reflex.auth({ pages: { logon: 'resources/pages/login.tsx' } })
// @ts-expect-error A page is told by its path
reflex.auth({ pages: { login: true } })
// @ts-expect-error There is no such option
reflex.auth({ middlewares: named })
