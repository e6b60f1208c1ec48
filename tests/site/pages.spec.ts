/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { guides } from '../../bin/site/main.ts'
import { readSite, resolveLink, siteFile, siteFiles } from '../helpers/site/built_site.ts'

/** Pages that VitePress makes for a server to send in place of a missing one. */
const NO_PAGE = '/404.html'

test.group('Pages of the documentation site', () => {
  test('there is one for each guide, and for the reference', async ({ assert }) => {
    const pages = await readSite()
    assert.includeMembers(
      [...pages.keys()],
      [...guides.map(({ name }) => `/${name}.html`), '/index.html', '/reference/index.html']
    )
  })

  test('no link leads to a page, a heading or a file that does not exist', async ({ assert }) => {
    const pages = await readSite()
    const files = await siteFiles()
    let checked = 0
    const dead = [...pages.values()].flatMap(({ path, links }) =>
      links
        .filter((link) => {
          const target = resolveLink(link, path)
          if (!target || path === NO_PAGE) return false
          checked++
          if (!files.has(target.path)) return true
          const page = pages.get(target.path)
          return target.anchor !== '' && !page?.ids.has(decodeURIComponent(target.anchor))
        })
        .map((link) => `${path}: ${link}`)
    )
    assert.isAbove(checked, 1_000)
    assert.deepEqual(dead, [])
  })

  test('every picture is there, and says in words what it shows', async ({ assert }) => {
    const pages = await readSite()
    const files = await siteFiles()
    const pictures = [...pages.values()].flatMap(({ path, html }) =>
      [...html.matchAll(/<img\b[^>]*>/g)].map(([tag]) => ({ path, tag }))
    )
    const isWrong = ({ tag }: { tag: string }) => {
      const [, source = ''] = / src="([^"]*)"/.exec(tag) ?? []
      const hasText = / alt="[^"]+"/.test(tag) || tag.includes('class="VPImage logo"')
      return !(files.has(source) || source.startsWith('data:image/svg+xml')) || !hasText
    }
    const pagesOf = (text: string) =>
      pictures.filter(({ tag }) => tag.includes(text)).map(({ path }) => path)
    assert.deepEqual(pagesOf('alt="The demo in two windows'), ['/index.html'])
    assert.deepEqual(pagesOf('alt="The way of an event'), ['/architecture.html'])
    assert.deepEqual(pictures.filter(isWrong), [])
  })

  test('every drawing is there without a script', async ({ assert }) => {
    const pages = [...(await readSite()).values()]
    assert.isTrue(pages.some(({ html }) => html.includes('class="language-ts')))
    assert.deepEqual(
      pages.filter(({ html }) => html.includes('class="language-mermaid')).map(({ path }) => path),
      []
    )
  })

  test('error codes lead to their entries', async ({ assert }) => {
    const pages = await readSite()
    const entries = pages.get('/errors.html')!.ids
    for (const path of ['/requests.html', '/reference/main.html']) {
      const { html } = pages.get(path)!
      const codes = [
        ...html.matchAll(/(?:<a href="([^"]*)"[^>]*>)?<code[^>]*>(E_[A-Z_]+)<\/code>/g),
      ]
      const known = codes.filter(([, , code]) => entries.has(code.toLowerCase()))
      assert.isNotEmpty(known, path)
      for (const [, link = '', code] of known) {
        const expected = { path: '/errors.html', anchor: code.toLowerCase() }
        assert.deepEqual(resolveLink(link, path), expected, `${code} in ${path}`)
      }
    }
  })

  test('language models get an index whose links exist, and all guides in one file', async ({
    assert,
  }) => {
    const files = await siteFiles()
    const index = await siteFile('/llms.txt')
    const links = [...index.matchAll(/\]\(\.([^)]+)\)/g)].map(([, link]) => link)
    assert.includeMembers(
      links,
      guides.map(({ name }) => `/${name}.md`)
    )
    assert.deepEqual(
      links.filter((link) => !files.has(link)),
      []
    )
    const full = await siteFile('/llms-full.txt')
    for (const { name } of guides) {
      const [title] = /^# .+$/m.exec(await siteFile(`/${name}.md`)) ?? []
      assert.include(full, `\n${title}\n`)
    }
  })
})
