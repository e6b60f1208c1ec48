import { createApp } from 'reflex-adonis/react'
import { PageError } from './components/page_error'
import Layout from './layouts/default'
import './lib/celebrate'

export default createApp({
  pages: import.meta.glob('./pages/**/*.tsx'),
  layout: Layout,
  components: { error: PageError },
})
