"""``dhs-archive site``: a release as pages that anybody opens from disk, with no server and no network."""
