/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { page } from 'reflex-adonis/react'

export default page({ route: '/head', title: 'From the metadata' }, () => (
  <main>
    <title>{'From </title> the component'}</title>
    <meta name="description" content={'A "description" of <this>'} />
    <link rel="canonical" href="https://lab.example/head" />
    <p>Body</p>
  </main>
))
