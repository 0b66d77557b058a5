/** The list that can be searched. Fetched where a question has many options or asks for a country. */
export { Combobox } from '../view/combobox/Combobox.tsx';
