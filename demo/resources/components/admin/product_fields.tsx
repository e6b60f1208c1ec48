import { ChoiceSelect, FieldError, fieldProps, textareaProps } from 'reflex-adonis/models/react'
import type { FormOf } from 'reflex-adonis/models/react'
import { useI18n } from 'reflex-adonis/react'
import type ProductsState from '#states/admin/products_state'
import { useChoiceLabels } from '../../lib/use_choice_labels'

/** The fields of forms of products. */
export function ProductFields({ form }: { form: FormOf<typeof ProductsState> }) {
  const { t } = useI18n()
  const labels = useChoiceLabels()
  return (
    <>
      <div className="crud-field">
        <ChoiceSelect
          of={form}
          name="categoryId"
          label={t('office.products.category')}
          labels={labels}
        />
        <FieldError of={form} name="categoryId" className="crud-error" />
      </div>
      <div className="crud-field">
        <label htmlFor="name">{t('office.products.name')}</label>
        <input id="name" {...fieldProps(form, 'name')} />
        <FieldError of={form} name="name" className="crud-error" />
      </div>
      <div className="crud-field">
        <label htmlFor="description">{t('office.products.description')}</label>
        <textarea id="description" {...textareaProps(form, 'description')} rows={4} />
        <FieldError of={form} name="description" className="crud-error" />
      </div>
      <div className="crud-field">
        <label htmlFor="price">{t('office.products.price')}</label>
        <input id="price" {...fieldProps(form, 'price')} />
        <FieldError of={form} name="price" className="crud-error" />
      </div>
      <div className="crud-field">
        <label htmlFor="stock">{t('office.products.stock')}</label>
        <input id="stock" {...fieldProps(form, 'stock')} />
        <FieldError of={form} name="stock" className="crud-error" />
      </div>
      <div className="crud-field">
        <label htmlFor="rating">{t('office.products.ratingField')}</label>
        <input id="rating" {...fieldProps(form, 'rating')} />
        <FieldError of={form} name="rating" className="crud-error" />
      </div>
      <div className="crud-field crud-check">
        <input id="featured" {...fieldProps(form, 'featured')} />
        <label htmlFor="featured">{t('office.products.featured')}</label>
        <FieldError of={form} name="featured" className="crud-error" />
      </div>
    </>
  )
}
