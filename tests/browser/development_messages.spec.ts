/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { openPage, visit } from '../helpers/browser/main.ts'
import { DevelopedDemo } from '../helpers/developed_demo.ts'

const STATE = `import { AppState, rx } from 'reflex-adonis'

export default class NoticeState extends AppState {
  @rx.var() message = ''

  @rx.event() load() {
    this.message = ['cart', 'nothing'].join('.')
  }
}
`

const PAGE = `import { page, useI18n, useReflex } from 'reflex-adonis/react'
import NoticeState from '#states/notice_state'

export default page({ route: '/notice', onLoad: [NoticeState, 'load'] }, () => {
  const { t } = useI18n()
  const { message } = useReflex(NoticeState)
  return <p id="notice">{t(message as 'site.main')}</p>
})
`

test.group('A message whose key comes from the server', (group) => {
  let demo: DevelopedDemo

  group.setup(async () => {
    demo = new DevelopedDemo()
    await demo.create()
    await demo.write('app/states/notice_state.ts', STATE)
    await demo.write('resources/pages/notice.tsx', PAGE)
    await demo.serve()
    return () => demo.end()
  })
  group.each.timeout(180_000)

  test('is missing while developing, as in production, until the page names it', async ({
    assert,
  }) => {
    const page = await openPage({ baseURL: demo.url })
    const lines: string[] = []
    page.on('console', (message) => lines.push(message.text()))
    await visit(page, '/notice')
    const notice = page.locator('#notice')
    await notice.getByText('translation missing: en, cart.nothing').waitFor()
    const html = await (await page.request.get('/notice')).text()
    assert.include(html, '>translation missing: en, cart.nothing<')
    assert.match(lines.join('\n'), /no code of the page names it.*useI18n\('cart\.\*'\)/)

    await page.evaluate(() => Object.assign(globalThis, { isSameDocument: true }))
    await demo.replace('resources/pages/notice.tsx', 'useI18n()', "useI18n('cart.*')")
    await notice.getByText('There is nothing in your cart').waitFor()
    assert.isTrue(await page.evaluate(() => 'isSameDocument' in globalThis))
  })
})
