import { importLibrary, setOptions } from '@googlemaps/js-api-loader';

window.start = async () => {
  setOptions({ key: 'key1' });
  const { Map } = await importLibrary('maps');
  return Map ? 'loaded' : 'unusable';
};
